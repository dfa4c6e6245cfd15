package dev.recado.spine.campaign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is still to get the message of a campaign.
 *
 * @param position the place in the audience
 * @param address the phone's digits or a chat id
 * @param conversation the key of the conversation
 * @param client the client it is about, or null
 * @param facts the values of this person
 */
record Recipient(
    long position,
    String address,
    String conversation,
    @Nullable String client,
    Map<String, Object> facts) {}
