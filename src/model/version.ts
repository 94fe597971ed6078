/** Version of the package; a test keeps it equal to package.json. Here because reading that file costs a disk access. */
export const version = '0.1.0';
