package dev.recado.chat.media;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file of a message, as people see it.
 *
 * @param id of the file, the same as that of its message's event
 * @param conversation the key of the conversation, masked; null while the message is not stored
 * @param channel by which it came
 * @param kind such as {@code image}
 * @param mimetype what the provider says; of a stored file what it really is
 * @param name as the sender gave it, phones masked; or null
 * @param size in bytes, or null
 * @param state {@code WAITING}, {@code STORED}, {@code REFUSED}, {@code FAILED} or {@code EXPIRED}
 * @param reason why it is not there, in Portuguese; or null
 * @param receivedAt when its message came
 * @param storedAt when the hub had it, or null
 */
record MediaView(
    UUID id,
    @Nullable String conversation,
    String channel,
    String kind,
    @Nullable String mimetype,
    @Nullable String name,
    @Nullable Long size,
    MediaState state,
    @Nullable String reason,
    Instant receivedAt,
    @Nullable Instant storedAt) {}
