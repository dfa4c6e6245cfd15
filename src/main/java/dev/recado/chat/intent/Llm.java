package dev.recado.chat.intent;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.recado.ground.breaker.Breakers;
import dev.recado.ground.process.Daemons;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the LLM what a customer means, in its own threads and with a timeout.
 *
 * <p>An unusable answer is sent back once with the reason. It does not count as a failure:
 * otherwise one customer who makes the LLM answer nonsense could open the breaker for all others.
 */
final class Llm implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Llm.class);

  private static final int ATTEMPTS = 2;

  private final Chat chat;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final ExecutorService calls;
  private final Usage usage;

  Llm(LlmSettings settings, Chat chat, Clock clock) {
    this.chat = chat;
    this.timeout = settings.timeout();
    this.breaker = breaker(clock);
    this.calls = pool(settings.concurrency());
    this.usage = new Usage(clock);
  }

  /** A refusal (400, content filters) concerns one text and is no failure of the LLM. */
  private static CircuitBreaker breaker(Clock clock) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "llm",
            Breakers.oneProbe()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .ignoreException(e -> e instanceof InvalidRequestException)
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(e -> log.warn("LLM: breaker {}", e.getStateTransition()));
    return breaker;
  }

  /** The pool has no queue: instead of waiting, the classifier answers. */
  private static ExecutorService pool(int concurrency) {
    return new ThreadPoolExecutor(
        0, concurrency, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Daemons.numbered("llm"));
  }

  /**
   * Asks, and asks once more if the answer cannot be used.
   *
   * @param prompt what it is told
   * @param format the answers that it may give
   * @return the answer; empty if the LLM is away, is busy or answers nonsense
   */
  Optional<Reading> read(Prompt prompt, AnswerFormat format, Utterance utterance) {
    if (Wording.data(utterance.text(), Prompt.TEXT).isEmpty()) {
      return Optional.empty();
    }
    try {
      return converse(prompt, format, utterance);
    } catch (LlmAwayException e) {
      usage.inVain(String.valueOf(e.getMessage()));
      if (breaker.getState() == CircuitBreaker.State.OPEN) {
        // The opening of the breaker has been logged. A line for each turn would fill the log.
        log.debug("LLM: {}; the hub does without", e.getMessage());
      } else {
        log.warn("LLM: {}; the hub does without", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private Optional<Reading> converse(Prompt prompt, AnswerFormat format, Utterance utterance)
      throws LlmAwayException {
    List<ChatMessage> next = prompt.messages(utterance);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      String answer = call(next);
      try {
        Reading reading = format.read(answer);
        usage.used();
        return Optional.of(reading);
      } catch (UnusableAnswerException e) {
        log.info("LLM: answer {} of {} cannot be used: {}", attempt, ATTEMPTS, e.reason());
        next = prompt.again(utterance, answer, e.reason());
      }
    }
    usage.inVain("its answers are of no use: no JSON of the shape that was asked for");
    return Optional.empty();
  }

  private String call(List<ChatMessage> messages) throws LlmAwayException {
    if (!breaker.tryAcquirePermission()) {
      throw new LlmAwayException("its breaker is open");
    }
    try {
      return await(calls.submit(chat.asking(messages)));
    } catch (RejectedExecutionException full) {
      breaker.releasePermission();
      throw new LlmAwayException("as many calls as may be are under way");
    }
  }

  /**
   * Limits the whole call: the client's own timeout does not cover a body that comes very slowly.
   */
  private String await(Future<String> call) throws LlmAwayException {
    long begin = System.nanoTime();
    try {
      String answer = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      return answer;
    } catch (TimeoutException e) {
      breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, e);
      throw new LlmAwayException("no answer within " + timeout);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, cause);
      throw new LlmAwayException(tell(cause));
    } catch (InterruptedException e) {
      breaker.releasePermission();
      Thread.currentThread().interrupt();
      throw new LlmAwayException("interrupted");
    } finally {
      call.cancel(true);
    }
  }

  /**
   * Never uses the exception's message, because a provider repeats the key or the text in it.
   * LangChain4j does not check the shape of an answer, so a wrong shape fails in LangChain4j's own
   * code.
   */
  private static String tell(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    Throwable root = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HttpException http) {
        return name + ", HTTP " + http.statusCode();
      }
      root = t;
    }
    return told(root);
  }

  private static String told(Throwable root) {
    String kind = root.getClass().getSimpleName();
    if (root instanceof JacksonException
        || root instanceof IndexOutOfBoundsException
        || root instanceof NullPointerException) {
      return "its answer holds no text (no choices, or no JSON); check LLM_BASE_URL and LLM_MODEL";
    }
    return root instanceof IOException
        ? "it cannot be reached, or breaks off (" + kind + ")"
        : kind;
  }

  void forgetFailures() {
    breaker.reset();
  }

  Usage usage() {
    return usage;
  }

  String breaker() {
    return breaker.getState().name();
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }
}
