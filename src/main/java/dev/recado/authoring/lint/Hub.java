package dev.recado.authoring.lint;

import dev.recado.spine.simple.HubSimple;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The parts of this hub that flows can use. They are found on the class path without starting
 * anything.
 *
 * @param catalogue Camel's components and languages
 * @param beans the beans of the hub
 * @param settings the settings of the hub
 * @param schema the schema of Camel's YAML
 * @param simple the parser of Simple
 * @param databases the databases of other systems
 */
record Hub(
    Catalogue catalogue,
    Beans beans,
    Settings settings,
    Schema schema,
    SimpleSyntax simple,
    Databases databases) {

  static Hub onTheClassPath() {
    DefaultCamelContext context = new DefaultCamelContext(false);
    HubSimple.into(context);
    context.build();
    Catalogue catalogue = new Catalogue(context);
    return new Hub(
        catalogue,
        new Beans(),
        new Settings(),
        Schema.ofCamel(),
        new SimpleSyntax(context, catalogue.simpleFunctions()),
        new Databases());
  }
}
