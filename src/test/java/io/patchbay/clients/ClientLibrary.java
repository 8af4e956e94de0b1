package io.patchbay.clients;

import java.util.List;

/** A client that people point at Patchbay, which does in its own words what is asked of it here. */
interface ClientLibrary {

    record Answer(String text, long totalTokens) {}

    record ToolCall(String id, String name, String arguments) {}

    record City(String name, int population) {}

    /** What a client throws its own class for. */
    enum Trouble {
        WRONG_KEY,
        UNKNOWN_MODEL,
        BAD_PARAMETER,
        THROTTLED,
        PROVIDER_DOWN,
        STREAM_CUT,
        CLIENT_TIME_OUT,
        STREAM_TIME_OUT,
        SERVER_TIME_OUT
    }

    /** Asks "Hi". */
    Answer whole(Setup setup) throws Exception;

    /** Asks "Hi", with its usage, and adds each piece of the answer as it comes. */
    Answer streamed(Setup setup, List<String> pieces) throws Exception;

    /** Asks with the tool {@code get_weather(city)}, runs it, which finds 12 °C everywhere, and tells its result. */
    String withTool(Setup setup) throws Exception;

    /** Asks with the tool {@code get_weather(city)}, streamed, and gives what the model called. */
    List<ToolCall> streamedToolCalls(Setup setup) throws Exception;

    /** Asks for a {@link City} by the client's own way from a type to a schema. */
    City structured(Setup setup) throws Exception;

    /** The name of what the client throws, with more where it throws one class for all. */
    String thrownFor(Trouble trouble);

    default String nameOf(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }

    default boolean waitsAsLongAsRetryAfterAsks() {
        return true;
    }
}
