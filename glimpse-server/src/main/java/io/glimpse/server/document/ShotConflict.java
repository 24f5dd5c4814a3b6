package io.glimpse.server.document;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A picture that is an example of another class already.
 *
 * @param path what the client called it
 * @param shot the id of the example
 * @param name its class
 */
public record ShotConflict(String path, String shot, @JsonProperty("class") String name) {}
