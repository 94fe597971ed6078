export const help = `
  Do not use { rejectUnauthorized: false } nor minVersion: 'TLSv1';
  give the authority with { ca } instead.
`;
export const pattern = /rejectUnauthorized:\s*false|secureProtocol: 'TLSv1_method'/;
export const labels = { minVersion: 'Lowest version', ciphers: 'Cipher suites' };
export const schema = { minVersion: { enum: ['TLSv1.2', 'TLSv1.3'] }, rejectUnauthorized: { type: 'boolean', default: false } };
