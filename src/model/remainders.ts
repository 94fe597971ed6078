/**
 * Rules by the rule of which they tell what is left once a finding is mended: without a shell a value is still an argument
 * that may be read as an option. It was so before, and worse.
 */
export const remainders: ReadonlyMap<string, string> = new Map([
  ['code/command-injection', 'code/argument-injection'],
]);
