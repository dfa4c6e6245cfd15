package dev.recado.spine.effect;

import dev.recado.spine.simple.HubSimple;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.KameletRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.impl.engine.DefaultRoutesLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.service.ServiceHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads flow files as Camel does, but for the parameters of Kamelets, see {@link
 * LiteralParameters}, for the ids of steps, see {@link StepIds}, and for the functions of {@link
 * HubSimple}.
 *
 * <p>Camel finds this loader by the file extension, in the hub and in Camel's own tools.
 */
public final class FlowLoader extends YamlRoutesBuilderLoader {

  private static final String OF_KAMELETS =
      DefaultRoutesLoader.ROUTES_LOADER_KEY_PREFIX + KameletRoutesBuilderLoader.EXTENSION;

  /**
   * Prepares a context for the files of a routes folder: its Kamelets are read by {@link
   * KameletLoader}, its placeholders by {@link LiteralPlaceholders}. A context that loads a flow
   * first is prepared by that; one that loads Kamelets first must be prepared before.
   *
   * @param context to prepare; nothing changes if it has been prepared before
   */
  public static void prepare(CamelContext context) {
    if (context.getRegistry().lookupByName(OF_KAMELETS) == null) {
      KameletLoader kamelets = new KameletLoader();
      kamelets.setCamelContext(context);
      ServiceHelper.startService(kamelets);
      context.getRegistry().bind(OF_KAMELETS, kamelets);
      LiteralPlaceholders.putInto(context);
    }
  }

  @Override
  public void setCamelContext(CamelContext context) {
    super.setCamelContext(context);
    prepare(context);
  }

  @Override
  public boolean isSupportedExtension(String extension) {
    return extension.equals("camel.yaml");
  }

  /** Without the empty line that Camel would add at the end: error messages would count it. */
  @Override
  protected InputStream resourceInputStream(Resource resource) throws IOException {
    return resource.getInputStream();
  }

  /** In the hub the fence decides which language a name gives. */
  @Override
  protected void doBuild() throws Exception {
    super.doBuild();
    HubSimple.into(getCamelContext());
  }

  @Override
  protected RouteBuilder builder(YamlDeserializationContext context, Node file) {
    LiteralParameters.write(file);
    StepIds.give(file);
    return super.builder(context, file);
  }
}
