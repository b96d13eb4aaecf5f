package io.hallpulse.gateway.ca;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** The CA's private key as text: PKCS 8, encrypted by a passphrase where there is one. */
final class CaKey {
    /** As OWASP asks of PBKDF2 with HMAC-SHA256; 0.15 s, once a start. */
    private static final int ROUNDS = 600_000;

    private CaKey() {}

    static byte[] write(PrivateKey key, @Nullable String passphrase, SecureRandom random) throws IOException {
        String pem;
        if (passphrase == null) {
            pem = Pem.of("PRIVATE KEY", key.getEncoded());
        } else {
            try {
                OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider()) // the JDK's has this cipher by another name
                        .setPRF(PKCS8Generator.PRF_HMACSHA256)
                        .setIterationCount(ROUNDS)
                        .setRandom(random)
                        .setPassword(passphrase.toCharArray())
                        .build();
                PKCS8Generator generator = new PKCS8Generator(PrivateKeyInfo.getInstance(key.getEncoded()), encryptor);
                pem = Pem.of("ENCRYPTED PRIVATE KEY", generator.generate().getContent());
            } catch (OperatorCreationException e) {
                throw new IOException("the CA's key cannot be encrypted: " + e.getMessage(), e);
            }
        }
        return pem.getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws IOException with one line, where this is no key or the passphrase is missing or another */
    static PrivateKey read(String pem, @Nullable String passphrase) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object found = parser.readObject();
            PrivateKeyInfo plain;
            if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                if (passphrase == null) {
                    throw new IOException("it is encrypted; name the file of its passphrase in ca.passphraseFile");
                }
                plain = encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(new BouncyCastleProvider())
                        .build(passphrase.toCharArray()));
            } else if (found instanceof PrivateKeyInfo key) {
                plain = key;
            } else {
                throw new IOException("it holds no private key; put the file back from a backup");
            }
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(plain.getEncoded()));
        } catch (PKCSException | OperatorCreationException e) {
            throw new IOException("its passphrase is another; mend ca.passphraseFile", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("it holds no key of this kind; put the file back from a backup", e);
        }
    }
}
