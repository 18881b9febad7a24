/** Which end of a connection a row was seen from (pixie.md, appendix A). */
export const traceRoles = { client: 1, server: 2 } as const;
