/** Probabilities are stored as whole numbers of this part: EPSS states at most nine decimals. */
export const EPSS_UNIT = 1e9;
