package dev.recado.ground.web;

import java.util.UUID;

/**
 * Says that something will be done, soon.
 *
 * @param id what it is done with
 * @param status always {@code accepted}
 */
public record Accepted(UUID id, String status) {}
