package dev.recado.ground.rest;

import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The answer to a request that made a row: 201, with its place below the list that took it. */
public final class Created {

  private Created() {}

  /**
   * Makes the answer to the present request.
   *
   * @param id of the new row
   * @param view the row as the API shows it
   */
  public static <T> ResponseEntity<T> at(long id, T view) {
    URI place =
        ServletUriComponentsBuilder.fromCurrentRequest()
            .path("/{id}")
            .buildAndExpand(id)
            .normalize()
            .toUri();
    return ResponseEntity.created(place).body(view);
  }
}
