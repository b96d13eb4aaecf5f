package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegTest {
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void photo_keepsItsPicture_andLosesAllElse(boolean progressive) throws Exception {
        byte[] plain = Photos.plain(120, 80, progressive);
        byte[] photo = comment(Photos.withPlace(plain), "where I stood");
        assertThat(text(photo)).contains("Exif", Photos.MAKER, "where I stood", "JFIF");
        byte[] stripped = Jpeg.stripped(photo);
        assertThat(text(stripped)).doesNotContain("Exif", Photos.MAKER, "where I stood", "JFIF");
        assertThat(pixels(stripped)).isEqualTo(pixels(plain));
        assertThat(Jpeg.stripped(stripped)).isEqualTo(stripped);
    }

    private static byte[] comment(byte[] photo, String words) {
        byte[] text = words.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(photo.length + text.length + 4)
                .put(photo, 0, 2)
                .put((byte) 0xff)
                .put((byte) 0xfe)
                .putShort((short) (text.length + 2))
                .put(text)
                .put(photo, 2, photo.length - 2)
                .array();
    }

    private static int[] pixels(byte[] jpeg) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(jpeg));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void otherFiles_andFilesThatAreTwoThings_areRefused() {
        byte[] plain = Photos.plain(40, 40, false);
        byte[] two = Arrays.copyOf(plain, plain.length + 4);
        System.arraycopy("PK\3\4".getBytes(StandardCharsets.US_ASCII), 0, two, plain.length, 4);
        byte[] arithmetic = plain.clone();
        arithmetic[text(plain).indexOf("\u00ff\u00c0") + 1] = (byte) 0xc9;
        byte[] padded = plain.clone();
        padded[text(plain).indexOf("\u00ff\u00db") + 3] += 1;
        for (byte[] bytes : new byte[][] {
            new byte[0],
            {(byte) 0xff},
            "GIF89a".getBytes(StandardCharsets.US_ASCII),
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9},
            two,
            arithmetic,
            padded
        }) {
            assertThatThrownBy(() -> Jpeg.stripped(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no JPEG that can be taken");
        }
    }

    @Test
    void anyDamage_isRefusedOrHarmless() {
        byte[] photo = Photos.withPlace(Photos.plain(30, 20, true));
        Random random = new Random(7);
        for (int length = 0; length < photo.length; length++) {
            byte[] cut = Arrays.copyOf(photo, length);
            assertThatThrownBy(() -> Jpeg.stripped(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = photo.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                assertThat(Jpeg.stripped(damaged).length).isLessThanOrEqualTo(damaged.length);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("no JPEG that can be taken");
            }
        }
    }
}
