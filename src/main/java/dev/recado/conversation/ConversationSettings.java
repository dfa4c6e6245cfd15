package dev.recado.conversation;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the conversations.
 *
 * @param debounce how long a turn waits for more messages ({@code RECADO_DEBOUNCE})
 * @param timezone in which "amanhã às 15h" is meant ({@code RECADO_TIMEZONE})
 * @param returnAfter how long a person who has taken a conversation over may be silent until the
 *     hub answers again; zero: for ever
 */
@ConfigurationProperties("recado.conversation")
record ConversationSettings(
    @DefaultValue("3s") Duration debounce,
    @DefaultValue("America/Sao_Paulo") ZoneId timezone,
    @DefaultValue("12h") Duration returnAfter) {}
