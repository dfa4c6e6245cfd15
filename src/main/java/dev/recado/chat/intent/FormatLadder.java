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
 * Asks for answers in the strictest form that the server supports: a schema, any JSON object, or
 * plain text. The prompt describes the answer in any case.
 *
 * <p>Many servers with OpenAI's API support no schema and answer 400 to it. The first call finds
 * the form that works, and the hub remembers it until it ends.
 */
final class FormatLadder implements ChatModel {

  private static final Logger log = LoggerFactory.getLogger(FormatLadder.class);

  /** Words in the error of a server that refuses the form and not the text. */
  private static final Set<String> NAMES =
      Set.of("response_format", "json_schema", "json_object", "output_config", "format");

  private final List<Rung> rungs;
  private volatile int current;
  private volatile boolean proven;

  /**
   * One form.
   *
   * @param form {@code json_schema}, {@code json_object} or {@code text}
   * @param model the client that asks for this form
   */
  record Rung(String form, ChatModel model) {}

  /**
   * Creates the ladder.
   *
   * @param rungs the forms, the strictest first
   */
  FormatLadder(List<Rung> rungs) {
    this.rungs = List.copyOf(rungs);
  }

  /** The form that the hub asks for now. */
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
        // The server has answered in this form before, so it refuses the text and not the form.
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
        // A form further down may work. If none does, the first refusal is reported.
        refused.addSuppressed(refusedToo);
      }
    }
    throw refused;
  }

  private ChatResponse settled(int rung, ChatResponse response) {
    if (rung > current) {
      log.warn(
          "LLM: the server does not support {}; the hub asks for {} from now on",
          form(),
          rungs.get(rung).form());
      current = rung;
    }
    proven = true;
    return response;
  }

  /**
   * Whether the server refused the request by its status. LangChain4j also calls a model's refusal
   * to answer an invalid request.
   */
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
