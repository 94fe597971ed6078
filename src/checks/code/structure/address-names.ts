/** How variables are called that hold an address or a part of one. */
export const addressName: RegExp =
  /(?:^|_|[a-z])(?:url|uri|href|origin|host|hostname|referr?er|domain|redirect|returnto|location)$/iu;

/** How those are called that surely hold something else: text, code, lists, addresses of mail. */
export const namesNoAddress: RegExp =
  /(?:message|msg|text|str(?:ing)?|body|html|markup|content|data|line|row|agent|ua|log|out(?:put)?|std(?:out|err)|stack|reason|err(?:or)?|key|code|source|src|file|path|name|id|title|description|summary|label|type|kind|issuer|scope|token|version|command|cmd|args?|mail|list|set|array|map|\w\ws)$/iu;
