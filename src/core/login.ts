/**
 * A login on GitHub: letters, digits and hyphens, up to 39 characters. Managed users have an underscore and the short code
 * of their enterprise at the end ("ada_acme"), and some old logins end with a hyphen.
 * https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
const LOGIN = /^[a-z\d][a-z\d_-]{0,38}$/i;

/** Is this a login, in the characters GitHub allows? */
export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** What cannot follow a login in a text, as a pattern that JavaScript and Postgres read alike: "@ada" is not in "@ada-maria" nor in "@ada_acme". */
export const NOT_IN_LOGIN = "(?![a-z0-9-]|_[a-z0-9])";
