package dev.recado.chat.intent;

import dev.langchain4j.model.chat.ChatModel;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Puts what the intents' files say into each generation of routes. So a run of a flow sees the
 * intents of its own generation from the beginning to the end, whatever is saved in the meantime.
 */
final class Briefings implements RoutePart {

  /** Fewer phrases are too few to learn from. It would show only at the first question. */
  private static final int LEAST_PHRASES = 100;

  /** Training on more would take minutes, and more memory than a small hub has. */
  private static final int MOST_PHRASES = 20_000;

  private final Routes routes;
  private final RouteFolder folder;
  private final LlmSettings settings;
  private List<Phrase> corrections = List.of();
  private @Nullable Briefing early;

  /** Held weakly: a refused or replaced state ends with its generation. */
  private WeakReference<Briefing> latest = new WeakReference<>(null);

  Briefings(Routes routes, RouteFolder folder, LlmSettings settings) {
    this.routes = routes;
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Finds what holds for the calling thread's run, or else for the current generation.
   *
   * @throws IllegalStateException if no routes are loaded yet and the files cannot be used
   */
  Briefing now() {
    return routes.part(Briefing.class).orElseGet(this::early);
  }

  /** Some settings need the company's areas before the routes are loaded. */
  private synchronized Briefing early() {
    Briefing known = early;
    if (known == null) {
      try {
        known = briefing(folder.read());
      } catch (IOException | UnusableFileException e) {
        throw new IllegalStateException(
            "The routes have not been loaded yet, and the intents cannot be read: "
                + e.getMessage(),
            e);
      }
      early = known;
    }
    return known;
  }

  @Override
  public synchronized Map<String, String> prepare(CamelContext context, RouteFiles files) {
    String missing = IntentFiles.missing(files);
    if (missing != null) {
      return Map.of(missing, "There is no such file");
    }
    try {
      Briefing briefing = briefing(files);
      early = null;
      context.getCamelContextExtension().addContextPlugin(Briefing.class, briefing);
      return Map.of();
    } catch (UnusableFileException e) {
      return Map.of(e.file(), e.told());
    }
  }

  @Override
  public Map<String, String> settle(CamelContext context) {
    Briefing briefing = context.getCamelContextExtension().getContextPlugin(Briefing.class);
    try {
      if (briefing != null) {
        briefing.classifier().awaitLesson();
        // Operators may have corrected something meanwhile.
        briefing.classifier().learn(corrections());
      }
      return Map.of();
    } catch (ExecutionException e) {
      return Map.of(IntentFiles.PHRASES, "The classifier cannot learn from it: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the classifier learnt the phrases", e);
    }
  }

  private synchronized List<Phrase> corrections() {
    return corrections;
  }

  /** Teaches corrections: all of them, to the current classifier and to all later ones. */
  void teach(List<Phrase> all) {
    synchronized (this) {
      corrections = List.copyOf(all);
    }
    now().classifier().learn(all);
  }

  /** Teaches the current classifier what it missed while it took its place. */
  void teachAgain() {
    now().classifier().learn(corrections());
  }

  /** A save of other files changes nothing here, so that it costs no training. */
  private Briefing briefing(RouteFiles files) {
    Briefing same = known().filter(known -> known.files().same(files)).findFirst().orElse(null);
    Briefing briefing = same == null ? read(new IntentFiles(files)) : same;
    latest = new WeakReference<>(briefing);
    return briefing;
  }

  private Stream<Briefing> known() {
    return Stream.of(routes.part(Briefing.class).orElse(null), early, latest.get())
        .filter(Objects::nonNull);
  }

  private Briefing read(IntentFiles files) {
    Company company = Company.read(files.resource(IntentFiles.BUSINESS));
    Business business = new Business(() -> company);
    Classifier classifier = classifier(files);
    List<String> intents = classifier.intents();
    AnswerFormat format = new AnswerFormat(intents, business);
    Prompt prompt = prompt(files, IntentFiles.PROMPT, business, intents);
    Prompt opening = prompt(files, IntentFiles.OPENING, business, intents);
    return new Briefing(
        files,
        company,
        classifier,
        prompt,
        format,
        new ReplyGuard(business, prompt),
        new Opener(opening, format, business),
        model(format));
  }

  private static Prompt prompt(
      IntentFiles files, String name, Business business, List<String> intents) {
    return new Prompt(name, files.text(name), business, intents);
  }

  private Classifier classifier(IntentFiles files) {
    return known()
        .filter(known -> known.files().same(files.files(), IntentFiles.PHRASES))
        .map(Briefing::classifier)
        .findFirst()
        .orElseGet(() -> pupil(PhraseBook.read(files.resource(IntentFiles.PHRASES))));
  }

  private Classifier pupil(List<Phrase> book) {
    if (book.size() < LEAST_PHRASES || book.size() > MOST_PHRASES) {
      throw new UnusableFileException(
          IntentFiles.PHRASES,
          "The phrase book has " + book.size() + " phrases.",
          "It needs from %d to %d. Give each intent some dozens, or take the book that came with the hub."
              .formatted(LEAST_PHRASES, MOST_PHRASES));
    }
    return new RetrainableClassifier(book, LocalClassifier.THRESHOLD, corrections);
  }

  /** The client has found out which form of answers its server supports. It keeps that. */
  private Supplier<ChatModel> model(AnswerFormat format) {
    return known()
        .filter(known -> known.format().asksTheSameAs(format))
        .map(Briefing::model)
        .findFirst()
        .orElseGet(() -> SingletonSupplier.of(() -> LlmModels.of(settings, format)));
  }
}
