package dev.recado.spine.campaign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person of an audience, looked at without the tables.
 *
 * @param position the place in the audience, from 1
 * @param address the phone's digits or a chat id, or null if the phone cannot be read
 * @param conversation the key of the conversation, or null without an address
 * @param client the client it is about, or null
 * @param facts the values of this person
 * @param reason why this person gets nothing, or null
 */
record Candidate(
    long position,
    @Nullable String address,
    @Nullable String conversation,
    @Nullable String client,
    Map<String, Object> facts,
    @Nullable String reason) {

  Candidate refused(@Nullable String why) {
    return reason != null || why == null
        ? this
        : new Candidate(position, address, conversation, client, facts, why);
  }
}
