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
 * The model that the build has trained on the phrase book. Training takes ten seconds of a
 * processor, reading the model ten milliseconds.
 *
 * <p>It carries a mark of its training data. After a change of the book or a correction, the hub
 * trains anew.
 */
public final class ShippedModel {

  private static final String RESOURCE = "phrase-book.model";

  private ShippedModel() {}

  /**
   * Trains the model as part of the build, unless it exists already.
   *
   * @param arguments the phrase book, and the folder of the classes
   */
  public static void main(String... arguments) throws IOException {
    List<Event> events =
        LocalClassifier.events(
            RetrainableClassifier.distinct(
                PhraseBook.read(new FileSystemResource(arguments[0])), List.of()));
    String folder = ShippedModel.class.getPackageName().replace('.', '/');
    Path model = Path.of(arguments[1], folder, RESOURCE);
    if (Files.exists(model)) {
      try (InputStream in = Files.newInputStream(model)) {
        if (read(in, events).isPresent()) {
          return;
        }
      }
    }
    Files.createDirectories(Objects.requireNonNull(model.getParent()));
    // Written to a second file first, so that an aborted build leaves no half model.
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
   * @param events the training data that it must have
   * @return the model; empty if it was trained on other data
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

  /** A mark of the trainer's whole input: phrases, features and parameters. */
  static byte[] mark(List<Event> events) {
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
