/** Name of the policy file, at the root of the target. */
export const POLICY_FILE = 'lockstep.yaml';
