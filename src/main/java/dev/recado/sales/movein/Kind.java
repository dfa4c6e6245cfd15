package dev.recado.sales.movein;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a file may hold, in the order in which it is taken in: later kinds name earlier ones. */
enum Kind {
  /** Groups of products. */
  CATEGORIAS(
      "categoria", Set.of("categorias", "categoria_produto", "categoriaproduto", "categories")),
  /** Customers of the business. */
  CLIENTES("cliente", Set.of("clientes", "clients", "customers", "contatos")),
  /** Sellers. */
  VENDEDORES("vendedor", Set.of("vendedores", "sellers")),
  /** What is sold. */
  PRODUTOS("produto", Set.of("produtos", "products")),
  /** Orders. */
  PEDIDOS("pedido", Set.of("pedidos", "orders")),
  /** Lines of orders that come by themselves. */
  ITENS(
      "item", Set.of("itens", "items", "itempedido", "item_pedido", "itens_pedido", "pedidoitem")),
  /** Appointments. */
  AGENDA("agenda", Set.of("agendas", "agendamento", "agendamentos", "appointments"));

  /** What people may say with {@code --as}. */
  static final List<Kind> SAID =
      List.of(CLIENTES, PRODUTOS, CATEGORIAS, PEDIDOS, AGENDA, VENDEDORES);

  private final String singular;
  private final Set<String> others;

  Kind(String singular, Set<String> others) {
    this.singular = singular;
    this.others = others;
  }

  /** The name in the table {@code moved_in}. */
  String singular() {
    return singular;
  }

  /** The name that people read and write. */
  String plural() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that a model, a key or a person names. */
  static Optional<Kind> named(String name) {
    String plain = Names.plain(name);
    return Arrays.stream(values())
        .filter(kind -> kind.singular.equals(plain) || kind.others.contains(plain))
        .findFirst();
  }

  static String sayable() {
    return SAID.stream().map(Kind::plural).collect(Collectors.joining(", "));
  }

  /** The kind whose name is in the name of a file. */
  private static Optional<Kind> inFileName(String file) {
    String plain = Names.plain(file);
    return Stream.of(VENDEDORES, ITENS, AGENDA, CATEGORIAS, CLIENTES, PRODUTOS, PEDIDOS)
        .filter(
            kind ->
                plain.contains(kind.singular.equals("item") ? "itens" : kind.singular)
                    || kind.others.stream().anyMatch(plain::contains))
        .findFirst();
  }

  /**
   * The kind of records with these fields. The name of the file decides between kinds that look
   * alike, such as clients and sellers.
   */
  static Optional<Kind> of(Collection<String> fields, String file) {
    Optional<Kind> named = inFileName(file);
    if (named.isPresent() && named.get().fits(fields)) {
      return named;
    }
    return Stream.of(AGENDA, ITENS, PEDIDOS, PRODUTOS, VENDEDORES, CLIENTES, CATEGORIAS)
        .filter(kind -> kind.looksLike(fields))
        .findFirst();
  }

  /** Whether records with these fields can be of this kind. */
  private boolean fits(Collection<String> fields) {
    return switch (this) {
      case AGENDA -> any(fields, Names.START) || any(fields, Names.DAY);
      case ITENS -> any(fields, Names.ORDER) && any(fields, Names.QUANTITY);
      case PEDIDOS ->
          any(fields, Names.STATE) || any(fields, Names.TOTAL) || any(fields, Names.ITEMS);
      case PRODUTOS -> any(fields, Names.NAME) && any(fields, Names.PRICE);
      case VENDEDORES, CLIENTES, CATEGORIAS -> any(fields, Names.NAME);
    };
  }

  private boolean looksLike(Collection<String> fields) {
    return fits(fields)
        && switch (this) {
          case AGENDA -> any(fields, Names.SELLER);
          case PEDIDOS -> any(fields, Names.CLIENT) || any(fields, Names.PHONE);
          case VENDEDORES -> any(fields, Names.AREAS);
          case CLIENTES ->
              any(fields, Names.PHONE) || any(fields, Names.DOCUMENT) || any(fields, Names.EMAIL);
          case CATEGORIAS -> any(fields, Names.POSITION) || any(fields, Names.DESCRIPTION);
          case ITENS, PRODUTOS -> true;
        };
  }

  private static boolean any(Collection<String> fields, List<String> names) {
    return names.stream().anyMatch(fields::contains);
  }
}
