package io.patchbay.access;

/** Why a request was turned away at the door. */
public enum Refusal {
    NO_KEY(401, "missing_api_key", "No API key was sent. Send 'Authorization: Bearer <key>' or 'x-api-key: <key>'."),
    UNKNOWN_KEY(401, "invalid_api_key", "The API key is not known here."),
    EXPIRED_KEY(401, "expired_api_key", "The API key has expired."),
    REVOKED_KEY(401, "revoked_api_key", "The API key was revoked."),
    TENANT_INACTIVE(403, "tenant_inactive", "The tenant that you belong to is not active."),
    TEAM_INACTIVE(403, "team_inactive", "The team that the API key is for is not active."),
    APPLICATION_INACTIVE(403, "application_inactive", "The application that the API key is for is not active."),
    ADDRESS_NOT_ALLOWED(403, "address_not_allowed", "The API key is not for the address that you call from."),
    DIRECTORY_STALE(
            503,
            "directory_stale",
            "The API key can't be checked, because the database has not answered for too long (patchbay.access.cache-age)."),
    NO_PEPPER(
            503,
            "pepper_missing",
            "The API key can't be checked, because this server has not the pepper that it was made with"
                    + " (patchbay.access.pepper)."),
    INVALID_TOKEN(
            401,
            "invalid_token",
            "The token is not accepted here: it has expired, was not signed by the company's identity provider, or was not"
                    + " given out for this server."),
    NO_TENANT(403, "no_tenant", "The token does not say which tenant its holder belongs to."),
    NO_TOKEN_KEYS(
            503,
            "identity_provider_unavailable",
            "The token can't be checked, because the identity provider's keys can't be read now."),
    CLOSED(
            503,
            "not_configured",
            "This server listens beyond its own machine (HTTP_HOST) and knows no callers, so it serves"
                    + " nobody. Set PATCHBAY_API_KEYS to 'name:key' pairs, or mp.jwt.verify.* to an identity provider, or"
                    + " PATCHBAY_PEPPER for the database's keys, or take HTTP_HOST away.");

    private final int status;
    private final String code;
    private final String detail;

    Refusal(int status, String code, String detail) {
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }
}
