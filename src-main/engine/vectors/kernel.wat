;; Two passes over rows of floats in shared memory. Addresses are bytes; a row's bytes are a multiple of 64, padded with zeros.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Cosines of one query with many rows: out[r] = sum over i of rows[r][i] * query[i].
  (func (export "cosines")
    (param $query i32) (param $row i32) (param $end i32) (param $bytes i32) (param $out i32)
    (local $q i32) (local $stop i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $row) (local.get $end)))
        (local.set $q (local.get $query))
        (local.set $stop (i32.add (local.get $row) (local.get $bytes)))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $c (v128.const f32x4 0 0 0 0))
        (local.set $d (v128.const f32x4 0 0 0 0))
        ;; four sums at once: one multiplication need not wait for the addition before it
        (loop $row
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load offset=0 (local.get $row)) (v128.load offset=0 (local.get $q)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $row)) (v128.load offset=16 (local.get $q)))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (v128.load offset=32 (local.get $row)) (v128.load offset=32 (local.get $q)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (v128.load offset=48 (local.get $row)) (v128.load offset=48 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 64)))
          (br_if $row (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 64))) (local.get $stop))))
        (local.set $a (f32x4.add (f32x4.add (local.get $a) (local.get $b)) (f32x4.add (local.get $c) (local.get $d))))
        (f32.store (local.get $out)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $rows))))

  ;; A checksum of each row's bits: sixteen interleaved chains (FNV-1a by words), folded into one word.
  (func (export "checksums")
    (param $row i32) (param $end i32) (param $bytes i32) (param $out i32)
    (local $stop i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $prime v128)
    (local.set $prime (v128.const i32x4 16777619 16777619 16777619 16777619))
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $row) (local.get $end)))
        (local.set $stop (i32.add (local.get $row) (local.get $bytes)))
        (local.set $a (v128.const i32x4 0x811c9dc5 0x811c9dc5 0x811c9dc5 0x811c9dc5))
        (local.set $b (local.get $a))
        (local.set $c (local.get $a))
        (local.set $d (local.get $a))
        (loop $row
          (local.set $a (i32x4.mul (v128.xor (local.get $a) (v128.load offset=0 (local.get $row))) (local.get $prime)))
          (local.set $b (i32x4.mul (v128.xor (local.get $b) (v128.load offset=16 (local.get $row))) (local.get $prime)))
          (local.set $c (i32x4.mul (v128.xor (local.get $c) (v128.load offset=32 (local.get $row))) (local.get $prime)))
          (local.set $d (i32x4.mul (v128.xor (local.get $d) (v128.load offset=48 (local.get $row))) (local.get $prime)))
          (br_if $row (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 64))) (local.get $stop))))
        (local.set $a (i32x4.mul (v128.xor (local.get $b) (i32x4.mul (local.get $a) (local.get $prime))) (local.get $prime)))
        (local.set $a (i32x4.mul (v128.xor (local.get $c) (local.get $a)) (local.get $prime)))
        (local.set $a (i32x4.mul (v128.xor (local.get $d) (local.get $a)) (local.get $prime)))
        (i32.store (local.get $out)
          (i32.xor (i32x4.extract_lane 3 (local.get $a)) (i32.mul (i32.const 16777619)
            (i32.xor (i32x4.extract_lane 2 (local.get $a)) (i32.mul (i32.const 16777619)
              (i32.xor (i32x4.extract_lane 1 (local.get $a)) (i32.mul (i32.const 16777619)
                (i32x4.extract_lane 0 (local.get $a)))))))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $rows)))))
