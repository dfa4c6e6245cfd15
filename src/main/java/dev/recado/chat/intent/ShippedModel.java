package dev.recado.chat.intent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import opennlp.tools.ml.maxent.io.BinaryQNModelWriter;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.ml.model.MaxentModel;
import org.springframework.core.io.FileSystemResource;

/**
 * What was learnt of the phrase book when the hub was built: to learn it takes ten seconds of a
 * processor, to read it as many milliseconds.
 *
 * <p>It bears the mark of what it was learnt from. Whoever changes the book, or corrects an answer,
 * has a hub that learns at its start.
 */
public final class ShippedModel {

  private static final String RESOURCE = "phrase-book.model";

  private ShippedModel() {}

  /**
   * Learns the book, unless that was done before; part of the build.
   *
   * @param arguments the phrase book, and the folder of the classes
   */
  public static void main(String... arguments) throws IOException {
    List<Event> events =
        LocalClassifier.events(
            RetrainableClassifier.distinct(
                PhraseBook.read(new FileSystemResource(arguments[0])), List.of()));
    Path model = Path.of(arguments[1], "dev", "recado", "intent", RESOURCE);
    if (Files.exists(model)) {
      try (InputStream in = Files.newInputStream(model)) {
        if (read(in, events).isPresent()) {
          return;
        }
      }
    }
    Files.createDirectories(Objects.requireNonNull(model.getParent()));
    // Aside first: a build that is ended here leaves no half of one.
    Path fresh = Files.createTempFile(model.getParent(), RESOURCE, ".new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
      out.write(mark(events));
      new BinaryQNModelWriter((AbstractModel) LocalClassifier.learn(events), out).persist();
    }
    Files.move(fresh, model, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Finds the model.
   *
   * @param events what it is to have been learnt from
   * @return empty where it was learnt from anything else
   */
  static Optional<MaxentModel> of(List<Event> events) {
    try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCE)) {
      return in == null ? Optional.empty() : read(in, events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<MaxentModel> read(InputStream in, List<Event> events) throws IOException {
    DataInputStream data = new DataInputStream(new BufferedInputStream(in));
    byte[] mark = mark(events);
    if (!Arrays.equals(data.readNBytes(mark.length), mark)) {
      return Optional.empty();
    }
    return Optional.of(new GenericModelReader(new BinaryFileDataReader(data)).getModel());
  }

  /** Of all that the trainer is given: phrases, what is seen of them, and how it learns. */
  private static byte[] mark(List<Event> events) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          LocalClassifier.parameters()
              .getObjectSettings()
              .toString()
              .getBytes(StandardCharsets.UTF_8));
      for (Event event : events) {
        String said = event.getOutcome() + '\n' + String.join("\n", event.getContext()) + "\n\n";
        digest.update(said.getBytes(StandardCharsets.UTF_8));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
