/** Characters of one `when:`; Dependency-Track bounds its CEL the same way. */
export const MAX_WHEN_CHARACTERS = 2_048;
