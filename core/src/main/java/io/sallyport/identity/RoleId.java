package io.sallyport.identity;

/** A role's id: a role that is deleted and created again gets another. */
public record RoleId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
