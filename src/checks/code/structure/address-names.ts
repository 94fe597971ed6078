/** How variables are called that hold an address or a part of one. */
export const addressName: RegExp =
  /(?:^|_|[a-z])(?:url|uri|href|origin|host|hostname|referr?er|domain|redirect|returnto|location)$/iu;
