package dev.recado.sales.seller;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outside system that knows the sellers; one bean for each that is configured. */
public interface SellerDirectory {

  /**
   * Names it as {@link Seller#origin()} does.
   *
   * @return for example {@code kommo}
   */
  String origin();

  /**
   * Lists everybody there.
   *
   * @return all of them, also who is not active there
   * @throws dev.recado.spine.flow.TryLaterException where it does not answer
   * @throws dev.recado.spine.flow.UnprocessableException where it refuses
   */
  List<Listed> list();

  /**
   * A seller as the other system knows him.
   *
   * @param externalId his id there
   * @param name his name there
   * @param email or null
   * @param active whether he may sign in there
   * @param sells false of whom counts as nobody there, such as the user of an integration: he is
   *     given leads only where an operator says so
   */
  record Listed(
      String externalId, String name, @Nullable String email, boolean active, boolean sells) {}
}
