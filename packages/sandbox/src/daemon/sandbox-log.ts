/** Says something to the person who started a command. */
export interface SandboxLog {
  info(message: string): void;
  warning(message: string): void;
}
