package io.patchbay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Gemini's generated content; since its third generation its calls of tools have ids and a proof. */
public final class GoogleWire implements VendorWire {

    private static final String FINISHED = ",\"finishReason\":\"STOP\"";

    @Override
    public String model() {
        return "@google/gemini-3.5-flash";
    }

    @Override
    public String path(boolean streamed) {
        return streamed ? ":streamGenerateContent" : ":generateContent";
    }

    @Override
    public String whole(String text) {
        return answer(text(text), FINISHED);
    }

    @Override
    public String wholeToolCall() {
        return answer(call("Riga", ",\"thoughtSignature\":\"EvICCu8CARFNMg9onwzKtQ==\""), FINISHED);
    }

    @Override
    public List<String> opening() {
        return List.of();
    }

    @Override
    public String piece(String text) {
        return event(answer(text(text), ""));
    }

    @Override
    public List<String> closing(String text) {
        return List.of(event(answer(text(""), FINISHED)));
    }

    @Override
    public boolean marksItsEnd() {
        return false;
    }

    @Override
    public boolean tellsWholeApart() {
        return false;
    }

    /** Each call comes at once. */
    @Override
    public List<String> streamedToolCalls() {
        return List.of(
                event(answer(call("Riga", ",\"thoughtSignature\":\"EvICCu8CARFNMg9onwzKtQ==\""), "")),
                event(answer(call("Oslo", ""), "")),
                event(answer(text(""), FINISHED)));
    }

    private static String text(String text) {
        return "{\"text\":" + VendorWire.quoted(text) + "}";
    }

    private static String call(String city, String proof) {
        return "{\"functionCall\":{\"name\":\"get_weather\",\"args\":{\"city\":\"" + city + "\"},\"id\":\"call_" + city
                + "\"}" + proof + "}";
    }

    private static String answer(String part, String finished) {
        return """
                {"candidates":[{"content":{"parts":[%s],"role":"model"}%s,"index":0}],"usageMetadata":\
                {"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"promptTokensDetails":\
                [{"modality":"TEXT","tokenCount":3}],"serviceTier":"standard"},"modelVersion":"gemini-3.5-flash",\
                "responseId":"LoFfasuoAbad_uMPtoSC8Qc"}""".formatted(part, finished);
    }

    private static String event(String json) {
        return "data: " + json + "\r\n\r\n";
    }

    @Override
    public String callId(String city) {
        return "call_" + city;
    }

    @Override
    public Refusal badParameter() {
        return new Refusal(
                error(400, "INVALID_ARGUMENT", "The value of stop_sequence must not be empty."),
                "stop_sequence must not be empty");
    }

    @Override
    public String rateLimit() {
        return error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota. Please retry in 1s.");
    }

    @Override
    public String serverError() {
        return error(500, "INTERNAL", "An internal error has occurred. Please retry.");
    }

    private static String error(int code, String status, String message) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":\"" + status + "\"}}";
    }

    @Override
    public String toolResultMark() {
        return "\"functionResponse\"";
    }

    @Override
    public ToolTalk toolTalk(List<JsonNode> requests) {
        JsonNode request = requests.getLast();
        JsonNode contents = request.path("contents");
        return new ToolTalk(
                contents.size(),
                contents.at("/1/parts/0/functionCall/id").asText(),
                contents.at("/1/parts/0/functionCall/args"),
                contents.at("/2/parts/0/functionResponse/id").asText(),
                contents.at("/2/parts/0/functionResponse/response").toString(),
                request.at("/tools/0/functionDeclarations/0/parametersJsonSchema"));
    }

    @Override
    public JsonNode answerSchema(JsonNode request) {
        return request.at("/generationConfig/responseJsonSchema");
    }

    @Override
    public String toString() {
        return model();
    }
}
