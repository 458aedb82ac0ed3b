package io.sallyport.sigv4;

/** Of a request, what its signature is of. */
sealed interface WhatWasSigned permits CanonicalRequest, WhatWasSigned.Policy {
  /**
   * The signature that it should have.
   *
   * @param payload what is signed of the body, if that is signed
   */
  String signature(SigningKey key, String payload);

  /**
   * The policy that goes with a form.
   *
   * @param text as it stands there, in Base64
   */
  record Policy(String text) implements WhatWasSigned {
    @Override
    public String signature(SigningKey key, String payload) {
      return key.signPolicy(text);
    }
  }
}
