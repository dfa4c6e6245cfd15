package dev.recado.spine.effect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads flow files as Camel does, but for the parameters of Kamelets, see {@link
 * LiteralParameters}, and for the ids of steps, see {@link StepIds}.
 *
 * <p>Camel finds this loader by the file extension, in the hub and in Camel's own tools.
 */
public final class FlowLoader extends YamlRoutesBuilderLoader {

  @Override
  public boolean isSupportedExtension(String extension) {
    return extension.equals("camel.yaml");
  }

  /** Without the empty line that Camel would add at the end: error messages would count it. */
  @Override
  protected InputStream resourceInputStream(Resource resource) throws IOException {
    try (InputStream file = resource.getInputStream()) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new ByteArrayInputStream(LiteralParameters.in(text).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  protected RouteBuilder builder(YamlDeserializationContext context, Node file) {
    StepIds.give(file);
    return super.builder(context, file);
  }
}
