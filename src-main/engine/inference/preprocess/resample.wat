;; The two sums of Pillow's resampling, over bytes: sum of pixel * weight from a half on, 22 bits after the point, clamped
;; to a byte. All addresses are bytes. What is read and written past an end (up to 15 bytes) must be memory of ours.
(module
  (import "env" "memory" (memory 1))

  ;; One row of RGB pixels: output pixel x is made of count[x] input pixels from first[x] on; its weights lie at weights[x * stride].
  (func (export "row")
    (param $in i32) (param $out i32) (param $width i32) (param $first i32) (param $count i32) (param $weights i32) (param $stride i32)
    (local $end i32) (local $pixel i32) (local $weight i32) (local $stop i32) (local $sum v128)
    (local.set $end (i32.add (local.get $out) (i32.mul (local.get $width) (i32.const 3))))
    (loop $pixels
      (local.set $pixel (i32.add (local.get $in) (i32.mul (i32.load (local.get $first)) (i32.const 3))))
      (local.set $weight (local.get $weights))
      (local.set $stop (i32.add (local.get $weights) (i32.shl (i32.load (local.get $count)) (i32.const 2))))
      (local.set $sum (i32x4.splat (i32.const 0x200000)))
      (loop $taps
        ;; red, green, blue and a byte that nobody wants, as four numbers
        (local.set $sum (i32x4.add (local.get $sum) (i32x4.mul
          (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u (v128.load32_zero (local.get $pixel))))
          (v128.load32_splat (local.get $weight)))))
        (local.set $pixel (i32.add (local.get $pixel) (i32.const 3)))
        (br_if $taps (i32.lt_u (local.tee $weight (i32.add (local.get $weight) (i32.const 4))) (local.get $stop))))
      (local.set $sum (i32x4.shr_s (local.get $sum) (i32.const 22)))
      (local.set $sum (i16x8.narrow_i32x4_s (local.get $sum) (local.get $sum)))
      ;; the fourth byte is overwritten by the next pixel
      (v128.store32_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
      (local.set $first (i32.add (local.get $first) (i32.const 4)))
      (local.set $count (i32.add (local.get $count) (i32.const 4)))
      (local.set $weights (i32.add (local.get $weights) (local.get $stride)))
      (br_if $pixels (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 3))) (local.get $end)))))

  ;; One row of bytes, made of the rows at in, in + bytes and so on, one for each weight up to stop.
  (func (export "column")
    (param $in i32) (param $out i32) (param $bytes i32) (param $weights i32) (param $stop i32)
    (local $end i32) (local $from i32) (local $weight i32) (local $w v128) (local $low v128) (local $high v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $out) (local.get $bytes)))
    (loop $sixteens
      (local.set $from (local.get $in))
      (local.set $weight (local.get $weights))
      (local.set $a (i32x4.splat (i32.const 0x200000)))
      (local.set $b (local.get $a))
      (local.set $c (local.get $a))
      (local.set $d (local.get $a))
      (loop $taps
        (local.set $w (v128.load32_splat (local.get $weight)))
        (local.set $high (v128.load (local.get $from)))
        (local.set $low (i16x8.extend_low_i8x16_u (local.get $high)))
        (local.set $high (i16x8.extend_high_i8x16_u (local.get $high)))
        (local.set $a (i32x4.add (local.get $a) (i32x4.mul (i32x4.extend_low_i16x8_u (local.get $low)) (local.get $w))))
        (local.set $b (i32x4.add (local.get $b) (i32x4.mul (i32x4.extend_high_i16x8_u (local.get $low)) (local.get $w))))
        (local.set $c (i32x4.add (local.get $c) (i32x4.mul (i32x4.extend_low_i16x8_u (local.get $high)) (local.get $w))))
        (local.set $d (i32x4.add (local.get $d) (i32x4.mul (i32x4.extend_high_i16x8_u (local.get $high)) (local.get $w))))
        (local.set $from (i32.add (local.get $from) (local.get $bytes)))
        (br_if $taps (i32.lt_u (local.tee $weight (i32.add (local.get $weight) (i32.const 4))) (local.get $stop))))
      (v128.store (local.get $out) (i8x16.narrow_i16x8_u
        (i16x8.narrow_i32x4_s (i32x4.shr_s (local.get $a) (i32.const 22)) (i32x4.shr_s (local.get $b) (i32.const 22)))
        (i16x8.narrow_i32x4_s (i32x4.shr_s (local.get $c) (i32.const 22)) (i32x4.shr_s (local.get $d) (i32.const 22)))))
      (local.set $in (i32.add (local.get $in) (i32.const 16)))
      (br_if $sixteens (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end))))))
