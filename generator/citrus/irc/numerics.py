"""The numeric replies, as data. Names and numbers are those of modern.ircd documentation; the words are ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .line import LINE_BYTES, as_word, cut

#: Bytes of a parameter that comes back in a line that is too long.
_ECHOED_BYTES = 150


@dataclass(frozen=True, slots=True)
class Numeric:
    """``text`` is what follows the client's nick; each ``%b`` is a parameter that the handler gives."""

    number: int
    name: str
    text: bytes
    line: bytes = field(init=False, repr=False)
    echoed: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "line", b":%%b %03d %%b " % self.number + self.text + b"\r\n")
        # What a client wrote may come back in these; the parameters before the last one are to stay one word each.
        echoes = self.number >= 400 or self.name.startswith("ENDOF")
        object.__setattr__(self, "echoed", (b" " + self.text).partition(b" :")[0].count(b"%b") if echoes else 0)

    def write(self, server: bytes, nick: bytes, values: tuple[bytes, ...]) -> bytes:
        """The line with its end, which fits however long the values are."""
        at = self.echoed
        if at:
            values = (*map(as_word, values[:at]), *values[at:])
        line = self.line % (server, nick, *values)
        if len(line) > LINE_BYTES:
            line = self.line % (server, nick, *(cut(value, _ECHOED_BYTES) for value in values[:at]), *values[at:])
            line = cut(line[:-2], LINE_BYTES - 2) + b"\r\n"
        return line


_ALL = (
    Numeric(1, "WELCOME", b":Welcome to the %b network, %b"),
    Numeric(2, "YOURHOST", b":Your host is %b, running version %b"),
    Numeric(3, "CREATED", b":This server was started %b"),
    Numeric(4, "MYINFO", b"%b %b %b %b %b"),
    Numeric(5, "ISUPPORT", b"%b :are supported by this server"),
    Numeric(221, "UMODEIS", b"%b"),
    Numeric(251, "LUSERCLIENT", b":There are %b users and %b invisible on %b servers"),
    Numeric(252, "LUSEROP", b"%b :operator(s) online"),
    Numeric(253, "LUSERUNKNOWN", b"%b :unknown connection(s)"),
    Numeric(254, "LUSERCHANNELS", b"%b :channels formed"),
    Numeric(255, "LUSERME", b":I have %b clients and %b servers"),
    Numeric(265, "LOCALUSERS", b"%b %b :Current local users %b, most at once %b"),
    Numeric(266, "GLOBALUSERS", b"%b %b :Current users of all servers %b, most at once %b"),
    Numeric(276, "WHOISCERTFP", b"%b :has client certificate fingerprint %b"),
    Numeric(301, "AWAY", b"%b :%b"),
    Numeric(302, "USERHOST", b":%b"),
    Numeric(303, "ISON", b":%b"),
    Numeric(305, "UNAWAY", b":You are no longer marked as being away"),
    Numeric(306, "NOWAWAY", b":You have been marked as being away"),
    Numeric(311, "WHOISUSER", b"%b %b %b * :%b"),
    Numeric(312, "WHOISSERVER", b"%b %b :%b"),
    Numeric(313, "WHOISOPERATOR", b"%b :is an operator of this network"),
    Numeric(314, "WHOWASUSER", b"%b %b %b * :%b"),
    Numeric(315, "ENDOFWHO", b"%b :End of WHO list"),
    Numeric(317, "WHOISIDLE", b"%b %b %b :seconds idle, signon time"),
    Numeric(318, "ENDOFWHOIS", b"%b :End of WHOIS"),
    Numeric(319, "WHOISCHANNELS", b"%b :%b"),
    Numeric(321, "LISTSTART", b"Channel :Users  Name"),
    Numeric(322, "LIST", b"%b %b :%b"),
    Numeric(323, "LISTEND", b":End of LIST"),
    Numeric(324, "CHANNELMODEIS", b"%b %b"),
    Numeric(329, "CREATIONTIME", b"%b %b"),
    Numeric(330, "WHOISACCOUNT", b"%b %b :is logged in as"),
    Numeric(331, "NOTOPIC", b"%b :No topic is set"),
    Numeric(332, "TOPIC", b"%b :%b"),
    Numeric(333, "TOPICWHOTIME", b"%b %b %b"),
    Numeric(338, "WHOISACTUALLY", b"%b %b :is actually using host"),
    Numeric(341, "INVITING", b"%b %b"),
    Numeric(346, "INVEXLIST", b"%b %b %b %b"),
    Numeric(347, "ENDOFINVEXLIST", b"%b :End of channel invite exception list"),
    Numeric(348, "EXCEPTLIST", b"%b %b %b %b"),
    Numeric(349, "ENDOFEXCEPTLIST", b"%b :End of channel exception list"),
    Numeric(351, "VERSION", b"%b %b :%b"),
    Numeric(352, "WHOREPLY", b"%b %b %b %b %b %b :%b %b"),
    Numeric(353, "NAMREPLY", b"%b %b :%b"),
    Numeric(354, "WHOSPCRPL", b"%b"),
    Numeric(364, "LINKS", b"%b %b :%b %b"),
    Numeric(365, "ENDOFLINKS", b"%b :End of LINKS list"),
    Numeric(366, "ENDOFNAMES", b"%b :End of NAMES list"),
    Numeric(367, "BANLIST", b"%b %b %b %b"),
    Numeric(368, "ENDOFBANLIST", b"%b :End of channel ban list"),
    Numeric(369, "ENDOFWHOWAS", b"%b :End of WHOWAS"),
    Numeric(371, "INFO", b":%b"),
    Numeric(372, "MOTD", b":- %b"),
    Numeric(374, "ENDOFINFO", b":End of INFO list"),
    Numeric(375, "MOTDSTART", b":- %b Message of the day -"),
    Numeric(376, "ENDOFMOTD", b":End of MOTD command"),
    Numeric(378, "WHOISHOST", b"%b :is connecting from %b"),
    Numeric(381, "YOUREOPER", b":You are now an operator of this network"),
    Numeric(391, "TIME", b"%b :%b"),
    Numeric(401, "NOSUCHNICK", b"%b :No such nick or channel"),
    Numeric(402, "NOSUCHSERVER", b"%b :No such server"),
    Numeric(403, "NOSUCHCHANNEL", b"%b :No such channel"),
    Numeric(404, "CANNOTSENDTOCHAN", b"%b :Cannot send to channel: %b"),
    Numeric(405, "TOOMANYCHANNELS", b"%b :You have joined too many channels"),
    Numeric(406, "WASNOSUCHNICK", b"%b :There was no such nickname"),
    Numeric(407, "TOOMANYTARGETS", b"%b :Too many targets"),
    Numeric(409, "NOORIGIN", b":No origin is given"),
    Numeric(410, "INVALIDCAPCMD", b"%b :There is no such CAP command"),
    Numeric(411, "NORECIPIENT", b":No recipient is given (%b)"),
    Numeric(412, "NOTEXTTOSEND", b":No text to send"),
    Numeric(417, "INPUTTOOLONG", b":Input line was too long"),
    Numeric(421, "UNKNOWNCOMMAND", b"%b :Unknown command"),
    Numeric(422, "NOMOTD", b":There is no message of the day"),
    Numeric(431, "NONICKNAMEGIVEN", b":No nickname given"),
    Numeric(432, "ERRONEUSNICKNAME", b"%b :Erroneous nickname"),
    Numeric(432, "NICKNAMERESERVED", b"%b :Nickname is reserved for services"),
    Numeric(433, "NICKNAMEINUSE", b"%b :Nickname is already in use"),
    Numeric(441, "USERNOTINCHANNEL", b"%b %b :They are not on that channel"),
    Numeric(442, "NOTONCHANNEL", b"%b :You are not on that channel"),
    Numeric(443, "USERONCHANNEL", b"%b %b :is already on that channel"),
    Numeric(451, "NOTREGISTERED", b":You have not registered"),
    Numeric(461, "NEEDMOREPARAMS", b"%b :Not enough parameters: %b"),
    Numeric(462, "ALREADYREGISTERED", b":You may not register again"),
    Numeric(464, "PASSWDMISMATCH", b":The password is wrong"),
    Numeric(465, "YOUREBANNEDCREEP", b":You are banned from this network"),
    Numeric(471, "CHANNELISFULL", b"%b :Cannot join channel (+l): it is full"),
    Numeric(472, "UNKNOWNMODE", b"%b :is no mode of channels here"),
    Numeric(473, "INVITEONLYCHAN", b"%b :Cannot join channel (+i): you are not invited"),
    Numeric(474, "BANNEDFROMCHAN", b"%b :Cannot join channel (+b): you are banned"),
    Numeric(475, "BADCHANNELKEY", b"%b :Cannot join channel (+k): the key is wrong"),
    Numeric(476, "BADCHANMASK", b"%b :This cannot be the name of a channel"),
    Numeric(477, "NEEDREGGEDNICK", b"%b :Cannot join channel (+R): you are not logged in"),
    Numeric(478, "BANLISTFULL", b"%b %b :The channel's list is full"),
    Numeric(481, "NOPRIVILEGES", b":Permission denied: you are no operator of this network, or not of enough level"),
    Numeric(482, "CHANOPRIVSNEEDED", b"%b :You are not channel operator, or not of enough level"),
    Numeric(483, "CANTKILLSERVER", b":You cannot kill a server"),
    Numeric(491, "NOOPERHOST", b":There is no operator of that name"),
    Numeric(501, "UMODEUNKNOWNFLAG", b":There is no such user mode"),
    Numeric(502, "USERSDONTMATCH", b":Modes of other users cannot be seen or changed"),
    Numeric(524, "HELPNOTFOUND", b"%b :There is no help on this"),
    Numeric(525, "INVALIDKEY", b"%b :This cannot be a key"),
    Numeric(671, "WHOISSECURE", b"%b :is using a secure connection"),
    Numeric(696, "INVALIDMODEPARAM", b"%b %b %b :%b"),
    Numeric(704, "HELPSTART", b"%b :%b"),
    Numeric(705, "HELPTXT", b"%b :%b"),
    Numeric(706, "ENDOFHELP", b"%b :End of HELP"),
    Numeric(723, "NOPRIVS", b"%b :You lack the right to do this"),
    Numeric(730, "MONONLINE", b":%b"),
    Numeric(731, "MONOFFLINE", b":%b"),
    Numeric(732, "MONLIST", b":%b"),
    Numeric(733, "ENDOFMONLIST", b":End of MONITOR list"),
    Numeric(734, "MONLISTFULL", b"%b %b :Monitor list is full"),
    Numeric(900, "LOGGEDIN", b"%b %b :You are now logged in as %b"),
    Numeric(901, "LOGGEDOUT", b"%b :You are now logged out"),
    Numeric(903, "SASLSUCCESS", b":Authentication succeeded"),
    Numeric(904, "SASLFAIL", b":Authentication failed: %b"),
    Numeric(905, "SASLTOOLONG", b":The message of authentication is too long"),
    Numeric(906, "SASLABORTED", b":Authentication is aborted"),
    Numeric(907, "SASLALREADY", b":You have authenticated already"),
    Numeric(908, "SASLMECHS", b"%b :are the mechanisms there are"),
)

NUMERICS: Mapping[str, Numeric] = MappingProxyType({each.name: each for each in _ALL})
