/** The library `pxviews` (pixie.md, appendix E), in PxL. */
export const pxviewsScript = `
import px
`;
