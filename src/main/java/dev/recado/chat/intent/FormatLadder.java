package dev.recado.chat.intent;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for answers in the strictest form that the server takes: by a schema, as any JSON object, as
 * plain text. The prompt describes the answer in any case.
 *
 * <p>Many servers that speak OpenAI's language know no schema and answer 400 to it. Which form
 * works is found out by the first call and remembered until the hub ends.
 */
final class FormatLadder implements ChatModel {

  private static final Logger log = LoggerFactory.getLogger(FormatLadder.class);

  /** What a server names that refuses the form and not the text. */
  private static final Set<String> NAMES =
      Set.of("response_format", "json_schema", "json_object", "output_config", "format");

  private final List<Rung> rungs;
  private volatile int current;
  private volatile boolean proven;

  /**
   * One form.
   *
   * @param form {@code json_schema}, {@code json_object} or {@code text}
   * @param model which asks for it
   */
  record Rung(String form, ChatModel model) {}

  /**
   * Makes it.
   *
   * @param rungs the strictest first
   */
  FormatLadder(List<Rung> rungs) {
    this.rungs = List.copyOf(rungs);
  }

  /** The form that is asked for now. */
  String form() {
    return rungs.get(current).form();
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    int first = current;
    try {
      return settled(first, rungs.get(first).model().chat(request));
    } catch (InvalidRequestException refused) {
      if (!byStatus(refused) || proven && !namesTheForm(refused)) {
        // It has answered, or has answered in this form before: what it does not like is the text.
        throw refused;
      }
      return below(first, request, refused);
    }
  }

  private ChatResponse below(int first, ChatRequest request, InvalidRequestException refused) {
    for (int rung = first + 1; rung < rungs.size(); rung++) {
      try {
        return settled(rung, rungs.get(rung).model().chat(request));
      } catch (InvalidRequestException refusedToo) {
        // One form further down may be taken; where none is, the first refusal tells why.
        refused.addSuppressed(refusedToo);
      }
    }
    throw refused;
  }

  private ChatResponse settled(int rung, ChatResponse response) {
    if (rung > current) {
      log.warn(
          "LLM: the server takes no {}; answers are asked for as {} from now on",
          form(),
          rungs.get(rung).form());
      current = rung;
    }
    proven = true;
    return response;
  }

  /** A model that refuses to speak answers, too, and LangChain4j calls it an invalid request. */
  private static boolean byStatus(Throwable refused) {
    for (Throwable t = refused; t != null; t = t.getCause()) {
      if (t instanceof HttpException) {
        return true;
      }
    }
    return false;
  }

  private static boolean namesTheForm(InvalidRequestException refused) {
    String told = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
    return NAMES.stream().anyMatch(told::contains);
  }
}
