package dev.recado.sales.commerce;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.sales.client.Clients;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.intake.Timers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the beans for products, carts and orders. */
@Configuration(proxyBeanMethods = false)
class CommerceConfiguration {

  @Bean
  ProductTable productTable(JdbcClient jdbc) {
    return new ProductTable(jdbc);
  }

  @Bean
  CartTable cartTable(JdbcClient jdbc, ObjectMapper json) {
    return new CartTable(jdbc, json);
  }

  @Bean
  OrderTable orderTable(JdbcClient jdbc) {
    return new OrderTable(jdbc);
  }

  @Bean
  Orders orders(
      OrderTable table,
      ProductTable products,
      CartTable carts,
      Clients clients,
      Timers timers,
      ObjectMapper json) {
    return new Orders(table, products, carts, clients, new OrderNews(timers, json));
  }

  @Bean
  OrderEvents orderEvents(
      OrderTable table, CartTable carts, Dialogues dialogues, ObjectMapper json) {
    return new OrderEvents(table, carts, dialogues, json);
  }

  @Bean
  OrderDesk orderDesk(
      Orders orders,
      ProductTable products,
      Clients clients,
      TransactionTemplate transaction,
      Clock clock) {
    return new OrderDesk(orders, products, clients, transaction, clock);
  }

  @Bean
  Shelf shelf(ProductTable products, OrderTable orders) {
    return new Shelf(products, orders);
  }

  /** The Kamelets {@code shop-*-action} use this bean by name. */
  @Bean("shop")
  Shop shop(ProductTable products, Shelf shelf) {
    return new Shop(products, shelf);
  }

  /** The Kamelets {@code cart-*-action} use this bean by name. */
  @Bean("carts")
  Carts carts(CartTable table, Shelf shelf, OrderTable orders) {
    return new Carts(table, shelf, orders);
  }

  @Bean
  OrderHint orderHint(ProductTable products) {
    return new OrderHint(products);
  }

  @Bean
  Catalogue catalogue(ProductTable products) {
    return new Catalogue(products);
  }

  @Bean
  ExportEffect orderExport() {
    return new ExportEffect();
  }

  @Bean
  EffectKind orderPlace(Orders orders) {
    return new OrderEffects(orders).place();
  }

  @Bean
  EffectKind orderConfirm(Orders orders) {
    return new OrderEffects(orders).confirm();
  }

  @Bean
  EffectKind orderMove(Orders orders) {
    return new OrderEffects(orders).move();
  }

  @Bean
  EffectKind orderReopen(Orders orders) {
    return new OrderEffects(orders).reopen();
  }

  @Bean
  EffectKind orderRemind(Orders orders) {
    return new OrderEffects(orders).remind();
  }
}
