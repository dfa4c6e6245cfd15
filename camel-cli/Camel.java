/** Starts Camel's own CLI, whose starter ({@code camel-jbang-main}) is an artifact apart. */
final class Camel {

  private Camel() {}

  public static void main(String... arguments) {
    org.apache.camel.dsl.jbang.core.commands.CamelJBangMain.run(arguments);
  }
}
