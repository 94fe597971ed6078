/**
 * Certificates of the endpoint that examples are laid over: made for this purpose, their keys are thrown away. The leaf
 * holds for shop.example and www.shop.example from 2026-05-01 to 2026-07-30.
 */
export const exampleLeaf: ExampleCertificate = {
  digest: 'd3bc80490b733e04757e623e6c4027b1446d3ad866c359f629c383f4822b7877',
  base64:
    'MIICVzCCAf2gAwIBAgICEAMwCgYIKoZIzj0EAwIwNzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEdMBsGA1UEAwwURX' +
    'hhbXBsZSBJbnRlcm1lZGlhdGUwHhcNMjYwNTAxMDAwMDAwWhcNMjYwNzMwMDAwMDAwWjAXMRUwEwYDVQQDDAxzaG9w' +
    'LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASObZHX4MNW5IGMm9GKRdfwy5XdPiGIx8kbAq9kOr0idS' +
    'ITlyz39kqZroTEOOk2wDWq7tU1+HYZ6u12EVVtZqxuo4IBFzCCARMwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMC' +
    'B4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwKQYDVR0RBCIwIIIMc2hvcC5leGFtcGxlghB3d3cuc2hvcC5leGFtcGxlMB' +
    '0GA1UdDgQWBBSLEGm3cuvVAFSBL+EqD7zuvQ/BazAfBgNVHSMEGDAWgBQYy+40rZnPsFbocgfyymfS4yFE8zA+Bggr' +
    'BgEFBQcBAQQyMDAwLgYIKwYBBQUHMAKGImh0dHA6Ly9jYS5leGFtcGxlL2ludGVybWVkaWF0ZS5jZXIwMwYDVR0fBC' +
    'wwKjAooCagJIYiaHR0cDovL2NhLmV4YW1wbGUvaW50ZXJtZWRpYXRlLmNybDAKBggqhkjOPQQDAgNIADBFAiEAn2ua' +
    'SPNUbl1tHP+L5BBA0n6iVR71tM9hk3WT4UJuoZgCIGmNL0YPZdJbypIBayfuB1xfwi5xwGfm/gm+cbrn8AR9',
};

export const exampleIntermediate: ExampleCertificate = {
  digest: '6cec3aad44919d38c053910546520abe8a01a4258142843e3936ec6d92eda628',
  base64:
    'MIIB0TCCAXegAwIBAgICEAIwCgYIKoZIzj0EAwIwLzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEVMBMGA1UEAwwMRX' +
    'hhbXBsZSBSb290MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowNzEWMBQGA1UECgwNRXhhbXBsZSBUcnVz' +
    'dDEdMBsGA1UEAwwURXhhbXBsZSBJbnRlcm1lZGlhdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASkxcvUlwt+R5' +
    'F20p1PyJFdFfgFfhJFsv9W5u3eVdE7Kk9g39K3T4AZSEHnWuxs4nF5+1kTPbBzcTaaJ8lEqnmFo3sweTASBgNVHRMB' +
    'Af8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjATBgNVHSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUGMvuNK2Zz7' +
    'BW6HIH8spn0uMhRPMwHwYDVR0jBBgwFoAUh8u68XI0C5nPCJRDz6ocmAPTgTgwCgYIKoZIzj0EAwIDSAAwRQIgOTc5' +
    'Y02n8j6vhjvPR9gx45mSN5AEg8mo6ErzlKmT7qECIQDqWZO6RoyJGZnmoiuJLzCgCtAf5mSTCIeclnOvhGN2OA==',
};

/** Not sent by the endpoint; an anchor of the zone in the settings that examples are judged under. */
export const exampleRoot: ExampleCertificate = {
  digest: '33b9a03c48cad5b6b808fe66a5ee6ba6f51dcf073e3c602e3f4d025afab89cfe',
  base64:
    'MIIBkDCCATagAwIBAgICEAEwCgYIKoZIzj0EAwIwLzEWMBQGA1UECgwNRXhhbXBsZSBUcnVzdDEVMBMGA1UEAwwMRX' +
    'hhbXBsZSBSb290MB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowLzEWMBQGA1UECgwNRXhhbXBsZSBUcnVz' +
    'dDEVMBMGA1UEAwwMRXhhbXBsZSBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEsju/dM2OUu8bq2V23xb5ig' +
    '6FSiJIGKHOC2VwrTWqjH+6F2eRDQ2rCnzf6ZSnzcSCfllMVrdCgmVOt5YnIKqIV6NCMEAwDwYDVR0TAQH/BAUwAwEB' +
    '/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFIfLuvFyNAuZzwiUQ8+qHJgD04E4MAoGCCqGSM49BAMCA0gAMEUCIB' +
    '9x9Irui/NlrlufIYK4ExGRVwN5g6oJQe+cNF2ASBaNAiEAtKlXaz5T21se9oLwaPTf5NfBdYQ8Qoo9bMVaboP8NmA=',
};

export interface ExampleCertificate {
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly digest: string;
  /** The DER. */
  readonly base64: string;
}
