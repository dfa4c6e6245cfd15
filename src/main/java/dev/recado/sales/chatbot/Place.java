package dev.recado.sales.chatbot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where a customer is in a chatbot.
 *
 * @param chatbot its number
 * @param run this walk through it
 * @param step the code of the step
 * @param trail the codes of the steps before, the last one last
 * @param misses how often in a row the answer was not understood
 * @param memory what the steps remember, by name
 * @param expiresAt when the customer has left, without another message
 */
record Place(
    long chatbot,
    UUID run,
    String step,
    List<String> trail,
    int misses,
    Map<String, Object> memory,
    Instant expiresAt) {}
