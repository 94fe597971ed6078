/** Middleware that asks who calls. */
export const asksWho: RegExp =
  /auth(?!or(?!i[sz]))|logged_?in|log_?in_?required|protect|guard|jwt|permission|require_?(?:user|login|role|admin)|is_?admin|ensure_?(?:user|login|role|admin)|passport/iu;
/** Middleware that may do so, or that only prepares it. */
export const mayAskWho: RegExp =
  /auth|log(?:ged)?_?in|protect|guard|jwt|token|permi|role|admin|verif|secur|acl|ensure|require|restrict|passport|session|identity|policy|^can[A-Z_]|allow|owner|sign|check|valid|captcha|key|user|limit/iu;
/** Set up at the beginning, and refuses nobody. */
export const onlyPrepares: RegExp =
  /initialize|^(?:express-|cookie-)?session(?:\(\))?$|passport\.session/iu;
/** Paths that are open by their purpose. */
export const isPublic: RegExp =
  /log_?-?(?:in|out)|sign|regist|auth|forgot|reset|password|verif|confirm|hook|callback|health|ping|status|token|refresh|contact|public|subscri|feedback|track|csp|report|metric|invit|oauth|saml|sso|session|search|cart|preview|graphql|upload-?callback/iu;
export const limitsRate: RegExp = /rate_?-?limit|limiter|throttle|slow_?-?down|brute/iu;
export const changesData: RegExp = /^(?:POST|PUT|PATCH|DELETE)$/u;
