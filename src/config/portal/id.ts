/** What a portal's id, and so the name of its file, may be. */
export const PORTAL_ID = /^[a-z0-9][a-z0-9-]*$/;
