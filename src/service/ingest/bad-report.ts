/** What was sent cannot be read as what it was said to be; the message says why, for whoever sent it. */
export class BadReport extends Error {
  override readonly name = 'BadReport';
}
