package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Samples of WAHA's webhooks with changes. */
final class Webhooks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Webhooks() {}

  /** A sample's bytes after the change. */
  static byte[] changed(String sample, Consumer<ObjectNode> change) {
    try {
      ObjectNode tree =
          (ObjectNode) JSON.readTree(Samples.bytes("waha/webhook-" + sample + ".json"));
      change.accept(tree);
      return JSON.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
