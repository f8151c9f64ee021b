"""Sentences for made-up profiles: in four languages, an opening and what follows it, freely combined.

A few hundred bytes of these make hundreds of different sentences, so a profile of forty kilobytes is varied prose
in one, two or three bytes a letter, the way real profiles are.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`gap` goes between two sentences. `openings` end where a sentence of `endings` can go on."""

    code: str
    gap: str
    openings: tuple[str, ...]
    endings: tuple[str, ...]


ENGLISH = Language(
    code="en",
    gap=" ",
    openings=(
        "On market days ",
        "When the harbour bell rings twice, ",
        "Before anybody else is awake ",
        "If the wind comes from the marsh, ",
        "For the third winter in a row ",
        "As long as the lantern burns ",
        "Without a word to the quartermaster ",
        "Between two caravans ",
        "Though she would never admit it, ",
        "Since the mill at Hollow Ford burned down, ",
        "With one glove missing ",
        "After the last toll has been paid ",
    ),
    endings=(
        "she counts the masts and writes the number on her sleeve.",
        "she trades a song for a bowl of barley soup.",
        "she walks the long way round the chapel.",
        "she mends other people's boots and listens to what they don't say.",
        'she answers every question with "ask the ferryman".',
        "she keeps a brass key that fits no door she has found.",
        "she lets the grey mare choose the road.",
        "she reads the same torn letter, and folds it smaller each time.",
        "she practises her left hand until the candle is gone.",
        "she owes the baker six coppers and the baker's son an apology.",
        "she draws maps of places that were moved since.",
        "she laughs too late at jokes about soldiers.",
        "she carries salt in one pocket and sand in the other.",
        "she knows which of the stairs creaks, and why.",
        "she hums the drinking song of a crew that never came back.",
        "she sleeps with her back to the chimney.",
    ),
)

FRENCH = Language(
    code="fr",
    gap=" ",
    openings=(
        "Les soirs de brume, ",
        "Dès que la cloche du port s'est tue, ",
        "Sans jamais hausser le ton, ",
        "Depuis l'incendie du vieux moulin, ",
        "Entre deux averses, ",
        "Quand la garde regarde ailleurs, ",
        "À la lueur d'une bougie de suif, ",
        "Chaque fois qu'un navire accoste, ",
        "Malgré sa cheville mal remise, ",
        "Par habitude plus que par goût, ",
        "Au dégel, ",
        "Pour ne réveiller personne, ",
    ),
    endings=(
        "elle recopie des cartes dont les côtes ont changé.",
        "elle compte les marches de l'escalier à voix basse.",
        "elle échange une chanson contre un bol de soupe d'orge.",
        "elle garde dans sa manche une clé qui n'ouvre aucune porte.",
        "elle répond « demandez au passeur » et n'ajoute rien.",
        "elle relit la même lettre déchirée, pliée toujours plus petit.",
        "elle rapièce des bottes qui ne sont pas les siennes.",
        "elle laisse la jument grise choisir le chemin.",
        "elle prétend n'avoir jamais connu l'île aux hérons.",
        "elle paie ses dettes en sel, parfois en silence.",
        "elle s'exerce de la main gauche jusqu'à l'aube.",
        "elle note le nom des bateaux qui ne reviennent pas.",
        "elle fait le détour par la chapelle, tête nue.",
        "elle offre du pain aux chiens du guet, jamais aux hommes.",
        "elle fredonne l'air d'un équipage disparu.",
        "elle dort le dos contre la cheminée tiède.",
    ),
)

RUSSIAN = Language(
    code="ru",
    gap=" ",
    openings=(
        "По вечерам, когда стихает ветер, ",
        "Едва замолкает портовый колокол, ",
        "Не сказав никому ни слова, ",
        "С той зимы, как сгорела старая мельница, ",
        "Между двумя караванами ",
        "Пока горит последняя лампа, ",
        "В дождь и в распутицу ",
        "Всякий раз, когда причаливает чужое судно, ",
        "Хромая на левую ногу, ",
        "Скорее по привычке ",
        "До первых петухов ",
        "Если на рынке шумно, ",
    ),
    endings=(
        "она пересчитывает мачты и пишет число на рукаве.",
        "она меняет песню на миску ячменной похлёбки.",
        "она обходит часовню дальней дорогой.",
        "она чинит чужие сапоги и слушает, о чём молчат хозяева.",
        "она отвечает на всё: «спросите у паромщика».",
        "она носит на шее ключ, к которому нет двери.",
        "она позволяет серой кобыле выбирать путь.",
        "она перечитывает одно и то же письмо.",
        "она учится держать перо левой рукой.",
        "она должна пекарю шесть медяков, а его сыну — извинение.",
        "она рисует карты мест, которых больше нет.",
        "она слишком поздно смеётся солдатским шуткам.",
        "она держит соль в одном кармане, песок — в другом.",
        "она знает, какая ступенька скрипит и почему.",
        "она напевает песню корабля, что не вернулся.",
        "она спит, прислонившись спиной к тёплой печи.",
    ),
)

CHINESE = Language(
    code="zh",
    gap="",
    openings=(
        "每逢集日，",
        "港口的钟敲过两下，",
        "天还没亮的时候，",
        "若是风从沼泽那边吹来，",
        "连着第三个冬天，",
        "只要灯还亮着，",
        "趁着守卫换岗，",
        "两支商队之间的空闲里，",
        "虽然嘴上从不承认，",
        "自从旧磨坊烧毁以后，",
        "等最后一班渡船离岸，",
        "雨下得最大的那几夜，",
    ),
    endings=(
        "她数着桅杆，把数目写在袖口上。",
        "她用一支曲子换一碗大麦汤。",
        "她绕远路走过那座小教堂。",
        "她替别人补靴子，听他们没说出口的话。",
        "她对谁都只答一句：“去问摆渡人。”",
        "她带着一把打不开任何门的铜钥匙。",
        "她让那匹灰马自己选路。",
        "她反复读同一封撕破的信。",
        "她用左手练字，直到蜡烛燃尽。",
        "她欠面包师六个铜板，也欠他儿子一声抱歉。",
        "她画着早已改变的海岸。",
        "她听完士兵的笑话总是笑得太迟。",
        "她一只口袋装盐，另一只装沙。",
        "她知道哪一级楼梯会响，也知道为什么。",
        "她哼着一艘再没回来的船上的歌。",
        "她背靠着温热的烟囱睡去。",
    ),
)

LANGUAGES = (ENGLISH, FRENCH, RUSSIAN, CHINESE)


@dataclass(frozen=True)
class Character:
    """Who a made-up profile is about. `colour` is "rrggbb"."""

    first: str
    last: str
    title: str
    full_title: str
    race: str
    trade: str
    colour: str
    icon: str
    eyes: str
    eye_colour: str
    birthplace: str
    home: str
    motto: str


CHARACTERS = (
    Character(
        first="Tammya", last="Reedwater", title="Ferrywoman", full_title="Keeper of the Hollow Ford",
        race="Human", trade="Cartographer", colour="8f6fd1", icon="inv_misc_map_01",
        eyes="Grey, one a shade lighter", eye_colour="9aa7b0", birthplace="Hollow Ford",
        home="Above the chandler's", motto="\"Ask twice, pay once.\"",
    ),
    Character(
        first="Éloïse", last="d'Aubrelune", title="Dame", full_title="Gardienne de l'île aux hérons",
        race="Humaine", trade="Copiste", colour="d19a66", icon="inv_inscription_scroll",
        eyes="Noisette", eye_colour="8a5a2b", birthplace="L'île aux hérons",
        home="Une mansarde près du port", motto="« Rien n'est perdu, tout est plié. »",
    ),
    Character(
        first="Ратмира", last="Озёрная", title="Лоцман", full_title="Хранительница северного маяка",
        race="Человек", trade="Картограф", colour="5fb3b3", icon="inv_misc_spyglass_03",
        eyes="Серые", eye_colour="7f8c8d", birthplace="Долгий Брод",
        home="У старого маяка", motto="«Спроси у воды»",
    ),
    Character(
        first="若溪", last="林", title="制图师", full_title="旧渡口的守灯人",
        race="人类", trade="制图师", colour="c8553d", icon="inv_misc_lantern_01",
        eyes="深褐色", eye_colour="4a2c17", birthplace="芦水渡",
        home="码头边的阁楼", motto="“慢一点，船不会走。”",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Trinket:
    """Something to notice about a character: a glance. The texts carry markup and characters that need escaping."""

    icon: str
    title: str
    text: str


TRINKETS = (
    Trinket("inv_misc_key_03", "Brass key", "It fits no lock. |cffc0a060Warm|r to the touch, says the ferryman."),
    Trinket("inv_boots_05", "Bottes dépareillées", "L'une est neuve.\nL'autre a connu |cff6fa8dcla mer|r ~ et le feu."),
    Trinket("inv_letter_15", "Сложенное письмо", "Печать сломана; адрес смыт. Внизу приписка: «не отвечай»."),
    Trinket("inv_misc_lantern_01", "旧灯笼", "灯罩上刻着一行字：|cffe06c75莫问归期|r。"),
    Trinket(
        "inv_misc_note_02", "Marginal note", 'A path in her hand: C:\\Ferry\\toll^2 ~ "don\'t" underlined | twice.'
    ),
)
