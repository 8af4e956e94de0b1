package io.patchbay.access;

/** Why a request was turned away at the door. */
public enum Refusal {
    NO_KEY(401, "missing_api_key", "No API key was sent. Send 'Authorization: Bearer <key>' or 'x-api-key: <key>'."),
    UNKNOWN_KEY(401, "invalid_api_key", "The API key is not known here."),
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
                    + " take HTTP_HOST away.");

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
