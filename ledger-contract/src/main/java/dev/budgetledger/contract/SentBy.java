package dev.budgetledger.contract;

import org.jspecify.annotations.Nullable;

/**
 * How it is known who sent a command: who has the value of its record can prove it by the key that is in the log.
 *
 * @param signature a {@link CommandSignature} as it came
 * @param onBehalfOf for whom the client says that it posts; nobody has proven that
 */
public record SentBy(String signature, @Nullable String onBehalfOf) {

    /** 密钥编号: by which key it was signed. */
    public String keyId() {
        return CommandSignature.read(signature).keyId();
    }
}
