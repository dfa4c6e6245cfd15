package dev.recado.authoring.lint;

import org.apache.camel.impl.DefaultCamelContext;

/**
 * What flows can lean on in this very hub; found on the class path without starting any of it.
 *
 * @param catalogue Camel's components and languages
 * @param beans of the hub
 * @param settings of the hub
 * @param schema of Camel's YAML
 * @param simple Camel's own parser
 */
record Hub(
    Catalogue catalogue, Beans beans, Settings settings, Schema schema, SimpleSyntax simple) {

  static Hub onTheClassPath() {
    DefaultCamelContext context = new DefaultCamelContext(false);
    context.build();
    Catalogue catalogue = new Catalogue(context);
    return new Hub(
        catalogue,
        new Beans(),
        new Settings(),
        Schema.ofCamel(),
        new SimpleSyntax(context, catalogue.simpleFunctions()));
  }
}
