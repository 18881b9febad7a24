/** Where the logs of containers are, as a port. */
export interface LogFiles {
  /** `<logsDir>/<pod uid>/<container>/<attempt>.log` */
  path(podUid: string, container: string, attempt: number): string;
}
