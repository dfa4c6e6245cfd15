package dev.recado.ground.web;

import java.util.UUID;

/**
 * The answer that something will be done soon.
 *
 * @param id the id of the thing
 * @param status always {@code accepted}
 */
public record Accepted(UUID id, String status) {}
