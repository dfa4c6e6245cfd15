package dev.recado.chat.intent;

import dev.langchain4j.model.chat.ChatModel;
import java.util.function.Supplier;

/**
 * What the hub knows from one state of {@code routes/intents}. It never changes, except that its
 * classifier learns corrections.
 *
 * @param files the files that it was read from
 * @param company the company's data
 * @param classifier what the phrases mean
 * @param prompt what the LLM is told about a customer's text
 * @param format the answers that the LLM may give
 * @param guard decides whether an answer's reply may be sent
 * @param opener writes the first message to a contact
 * @param model the client of the LLM, which asks for answers of that format
 */
record Briefing(
    IntentFiles files,
    Company company,
    Classifier classifier,
    Prompt prompt,
    AnswerFormat format,
    ReplyGuard guard,
    Opener opener,
    Supplier<ChatModel> model) {}
