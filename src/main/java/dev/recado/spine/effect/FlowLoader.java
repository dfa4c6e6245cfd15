package dev.recado.spine.effect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.Resource;

/**
 * Reads flow files as Camel does, but for the parameters of Kamelets, see {@link
 * LiteralParameters}.
 *
 * <p>Camel finds it by the ending of the files, in the hub and in its own tools.
 */
public final class FlowLoader extends YamlRoutesBuilderLoader {

  @Override
  public boolean isSupportedExtension(String extension) {
    return extension.equals("camel.yaml");
  }

  /** Without the line that Camel would add to its end, which errors would count. */
  @Override
  protected InputStream resourceInputStream(Resource resource) throws IOException {
    try (InputStream file = resource.getInputStream()) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new ByteArrayInputStream(LiteralParameters.in(text).getBytes(StandardCharsets.UTF_8));
    }
  }
}
